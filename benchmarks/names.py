"""Names for the invented population, six groups, commonest first. Written by hand; no list of real people."""

from itertools import product
from typing import NamedTuple


class Group(NamedTuple):
    """One name group: its share of families, and its names."""

    share: float
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    families: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.split()))


_BRITISH_GIRLS = _words("""
    Olivia Amelia Isla Ava Emily Sophia Grace Mia Poppy Ella Lily Evie Isabella Sophie Freya Charlotte Florence
    Daisy Alice Phoebe Sienna Evelyn Rosie Ivy Harper Elsie Ruby Millie Willow Matilda Jessica Layla Chloe Lucy
    Holly Molly Erin Scarlett Imogen Eliza Maisie Eleanor Ellie Esme Penelope Thea Bella Lola Violet Eva Emma Robyn
    Orla Amber Georgia Hannah Abigail Megan Jasmine Summer Lottie Zara Leah Gracie Martha Annabelle Heidi Nancy
    Darcie Aurora Beatrice Hallie Clara Eden Arabella Margot Edith Rose Lara Maryann Rebecca Amy Bethany Lauren
    Katie Elizabeth Kayla Kayleigh Courtney Shannon Paige Skye Tilly Lexi Summerrose Faith Niamh Caitlin Libby Tia
    Tegan Keira Aimee Brooke Hollie Francesca Victoria Madison Nicole Zoe Rachel Natasha Samantha Stephanie Harriet
    Rosalind Winifred Dorothy Juno Delilah Mabel Ottilie Ada Iris Felicity Gabriella Kimberley Jodie Danielle
    Melissa Alisha Demi Chelsea Tamsin Philippa Cordelia Verity Ffion Seren Carys Cerys Eilidh Iona Mhairi Catriona
    Ailsa Bronwen Nerys Rhiannon
""")
_BRITISH_BOYS = _words("""
    Oliver George Harry Noah Jack Leo Arthur Oscar Charlie Jacob Thomas Henry Freddie Alfie Theo William Archie
    Joshua Alexander James Isaac Edward Lucas Tommy Finley Max Logan Ethan Mason Teddy Benjamin Arlo Joseph
    Sebastian Harrison Elijah Adam Daniel Samuel Louie Rory Albie Hunter Jaxon Reuben Jude Zachary Dylan Toby Ronnie
    Frankie Bobby Reggie Luca Hugo Stanley Ezra Rowan Roman Albert Frederick Gabriel Carter David Matthew Luke
    Jayden Ryan Nathan Riley Liam Connor Callum Jake Cameron Lewis Owen Kyle Bradley Jordan Tyler Aaron Ben Michael
    Robert John Andrew Christopher Jonathan Kieran Reece Ashton Kian Kai Jamie Declan Scott Craig Ellis Blake Corey
    Brandon Dominic Harvey Elliot Felix Rupert Jasper Barnaby Rafe Otis Wilfred Ernest Walter Ralph Chester Rex
    Vincent Kit Ned Angus Fraser Hamish Lachlan Euan Finlay Struan Rhys Dylan Evan Osian Macsen Gethin Iestyn Gareth
    Huw Trystan Tobias Leonard Peter Patrick Simon Stephen Mark Anthony Philip Zac Tate Brody Bentley Kobe Dexter
    Grayson Jenson Caleb Nathaniel Malachi
""")
_BRITISH_FAMILIES = _words("""
    Smith Jones Williams Taylor Brown Davies Evans Wilson Thomas Johnson Roberts Robinson Thompson Wright Walker
    White Edwards Hughes Green Hall Lewis Harris Clarke Jackson Wood Turner Martin Cooper Hill Ward Morris Moore
    Clark Lee King Baker Harrison Morgan Allen James Scott Phillips Watson Davis Parker Price Bennett Young
    Griffiths Mitchell Cook Bailey Carter Richardson Shaw Bell Collins Cox Miller Adams Marshall Richards Anderson
    Simpson Ellis Wilkinson Webb Rogers Foster Hunt Stevens Powell Chapman Russell Lloyd Palmer Mills Knight Barnes
    Matthews Campbell Stewart Butler Barker Mason Fisher Holmes Dixon Murray Reid Graham Gibson Pearson Fletcher
    Howard Andrews Reynolds Elliott Ford Fox Payne Hamilton Saunders Day Brooks West Lawrence Cole Atkinson Dean
    Grant Bradley Spencer Dawson Hart Jenkins Burton Lane Gill Watkins Newman Perry Hudson Wells Armstrong Hawkins
    Webster Carr Stone Stephens Nicholls Harvey Barrett Berry Gardner Hopkins Francis May Freeman Lowe Bishop Hayes
    Gregory Walsh Page Pearce Sutton Moss Sanders Ball Gordon Coleman Bird Poole Parsons Holland Frost Rowe
    Pritchard Probert Treloar Tredinnick Penrose Ainsworth Birtwistle Ogden Ramsbottom Entwistle Hargreaves
    Duckworth Haworth Sugden Ackroyd Murgatroyd Gledhill
""")
_PLACE_BEGINNINGS = _words("""
    Ash Black Bram Broad Brock Chat Clif Cran Dun East Fair Gran Hal Har Hart Hazel Hol Kel Lang Lin Mar Mel Mil Nor
    Oak Pem Pres Raven Red Rush Sel Shel Staf Stan Thorn Under Wake Wal Wax West Whit Win Wood Wor Yar Bex Cald Dray
    Ever Fern Gold Hay Kings Leather Mor Nether Or Pick Quarn Rams
""")
_PLACE_ENDINGS = _words("""
    bourne brook bury by combe cott croft dale den don field ford gate grave ham hill holme hurst land ley low man
    mere more ness over ridge row shaw side stead stone ton thorpe thwaite wall ward well wick wood worth yard
""")

_ASIAN_GIRLS = _words("""
    Fatima Aisha Maryam Zainab Khadija Amina Hafsa Zara Inaya Hana Safa Ayesha Sumaya Iqra Alisha Mariam Noor Laiba
    Maira Eshal Aleena Saira Sana Rukhsana Nadia Simran Harpreet Jasleen Navneet Gurleen Prabhleen Ananya Diya Priya
    Aarushi Kavya Isha Riya Anika Meera Pooja Shreya Tahmina Nusrat Sadia Farhana Jannat Rumaisa Anaya Zoya Yusra
""")
_ASIAN_BOYS = _words("""
    Muhammad Mohammed Ibrahim Yusuf Ali Ahmed Abdullah Hamza Omar Hassan Hussain Zain Adam Bilal Ismail Musa Haris
    Imran Umar Usman Rayyan Zakariya Sulaiman Eesa Idris Khalid Tariq Faisal Kamran Adeel Arjun Aarav Rohan Vihaan
    Krish Dev Ishaan Harjit Gurpreet Amrit Jaspreet Manveer Karan Sukhdeep Rahim Shahid Nayeem Tanvir Sajid Mahir
    Ayaan Zayd
""")
_ASIAN_FAMILIES = _words("""
    Khan Ahmed Hussain Ali Patel Singh Begum Kaur Mohammed Malik Iqbal Akhtar Shah Mahmood Rahman Choudhury Miah
    Uddin Islam Hassan Mirza Sheikh Qureshi Butt Chaudhry Bibi Rashid Aslam Ashraf Hanif Javed Nawaz Raja Sharif
    Yousaf Zaman Sharma Gupta Desai Mistry Parmar Solanki Chauhan Joshi Mehta Bhatt Dhillon Gill Sandhu Sidhu Grewal
    Bains Johal Rai Dosanjh Atwal Alam Haque Hoque Chowdhury Siddique Sultana Khatun Ullah Nair Menon Pillai Reddy
    Fernando Perera
""")
_POLISH_GIRLS = _words("""
    Zofia Julia Maja Hanna Zuzanna Lena Alicja Oliwia Amelia Wiktoria Aleksandra Natalia Antonina Gabriela Maria
    Emilia Nikola Katarzyna Agnieszka Kinga Magdalena Martyna Weronika Laura Malgorzata
""")
_POLISH_BOYS = _words("""
    Jakub Antoni Jan Szymon Filip Aleksander Mikolaj Wojciech Kacper Adam Michal Marcel Stanislaw Wiktor Piotr
    Nikodem Igor Dawid Oskar Mateusz Tomasz Maciej Krzysztof Bartosz Dominik Patryk
""")
_POLISH_FAMILIES = _words("""
    Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski
    Jankowski Mazur Wojciechowski Kwiatkowski Krawczyk Kaczmarek Piotrowski Grabowski Zając Pawłowski Michalski Król
    Wieczorek Jabłoński Wróbel Nowakowski Majewski Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Nowicki
    Pawlak Górski Witkowski Walczak Sikora Baran Rutkowski Michalak Szewczyk Ostrowski Tomaszewski Pietrzak Zalewski
""")
_AFRICAN_GIRLS = _words("""
    Amara Chidinma Ngozi Ifeoma Temitope Folasade Ayomide Adaeze Zainab Hodan Ayaan Fadumo Ifrah Sagal Esi Akosua
    Abena Ama Adwoa Naledi Thandiwe Tendai Rutendo Wambui Wanjiru Miriam Blessing Precious Favour Comfort Deborah
    Esther
""")
_AFRICAN_BOYS = _words("""
    Chukwuemeka Oluwaseun Tobi Damilola Ayodele Kelechi Ikenna Chidi Babatunde Kofi Kwame Kwaku Yaw Abdirahman Abdi
    Mahad Liban Yusuf Tendai Tafadzwa Tinashe Sipho Themba Kamau Mwangi Emmanuel Samuel Daniel Joshua Elijah Prince
""")
_AFRICAN_FAMILIES = _words("""
    Okafor Okonkwo Adeyemi Adebayo Eze Nwosu Balogun Ogunleye Oladipo Okeke Obi Nnamdi Afolabi Ojo Bello Ibrahim
    Musa Mensah Owusu Osei Boateng Asante Appiah Agyeman Amoah Antwi Darko Addo Ansah Quaye Abdi Hassan Farah
    Warsame Jama Ismail Omar Ali Yusuf Nur Moyo Ncube Sibanda Dube Ndlovu Mutasa Chikwanha Mwangi Kamau Otieno
    Wanjiku Kimani Diallo Traore Kone Camara Sow Bah Sesay Kamara Koroma Conteh Tesfaye Bekele Haile Gebremariam
    Mukasa Okello Banda Phiri
""")
_EUROPEAN_GIRLS = _words("""
    Sofia Maria Elena Andreea Ioana Alexandra Giulia Chiara Ana Ines Beatriz Leonor Eleni Anastasia Katerina Sara
    Lea Emma Nina Petra Jana Viktoria Daria Bianca Larisa Elif Zeynep Defne Ecrin Ayla Ugne Austeja Gabija Liepa
    Liva
""")
_EUROPEAN_BOYS = _words("""
    Andrei Alexandru Stefan Matei Luca Matteo Leonardo Tiago Rodrigo Joao Miguel Dimitri Nikos Giorgos Marco Lukas
    Jonas Felix Emil Mehmet Emir Mustafa Kerem Yigit Ivan Bogdan Viktor Mykola Taras Marek Tomas Martin Domantas
    Lukas Matas
""")
_EUROPEAN_FAMILIES = _words("""
    Popescu Ionescu Popa Radu Dumitru Stan Stoica Gheorghe Rusu Munteanu Silva Santos Ferreira Pereira Oliveira
    Costa Rodrigues Martins Fernandes Gomes Rossi Russo Ferrari Esposito Bianchi Romano Papadopoulos Georgiou
    Ioannou Nikolaou Müller Schmidt Schneider Fischer Weber García Fernández González López Petrov Ivanov Dimitrov
    Georgiev Kazlauskas Petrauskas Jankauskas Bērziņš Kalniņš Ozols Yılmaz Kaya Demir Çelik Şahin Yıldız Öztürk
    Aydın Horvat Kovačić Novák Svoboda Kovács Nagy Szabó Tóth Shevchenko Kovalenko Bondarenko Melnyk Tkachenko Hoxha
    Krasniqi Gashi Berisha
""")
_IRISH_GIRLS = _words("""
    Aoife Saoirse Caoimhe Niamh Ciara Roisin Sinead Siobhan Aisling Grainne Orlaith Clodagh Eabha Fiadh Sadhbh Maeve
    Eimear Aine Bridget Mary Margaret Winifred Kathleen Nora Shauna
""")
_IRISH_BOYS = _words("""
    Conor Sean Oisin Cian Darragh Fionn Cillian Tadhg Eoin Padraig Diarmuid Cormac Ruairi Brendan Brian Declan Donal
    Fergus Eamon Niall Patrick Michael John Martin Miley Felix Shane
""")
_IRISH_FAMILIES = _words("""
    Murphy Kelly O'Brien O'Sullivan Walsh Byrne Ryan O'Connor O'Neill O'Reilly Doyle McCarthy Gallagher Doherty
    Kennedy Lynch Murray Quinn Moore McLoughlin O'Carroll Connolly Daly O'Connell Wilson Dunne Brennan Burke Collins
    Campbell Clarke Johnston Hughes O'Farrell Fitzgerald Brown Martin Maguire Nolan Flynn Thompson O'Callaghan
    O'Donnell Duffy Mahony Boyle Healy Shea White Sweeney Hayes Kavanagh Power McGrath Moran Brady Ward Connors Cash
    Joyce MacDonagh
""")

_COMPOSED = tuple(begin + end for begin, end in product(_PLACE_BEGINNINGS, _PLACE_ENDINGS) if begin[-1] != end[0])

GROUPS: dict[str, Group] = {
    "british": Group(0.68, _BRITISH_GIRLS, _BRITISH_BOYS, _BRITISH_FAMILIES + _COMPOSED),
    "south asian": Group(0.14, _ASIAN_GIRLS, _ASIAN_BOYS, _ASIAN_FAMILIES),
    "polish": Group(0.05, _POLISH_GIRLS, _POLISH_BOYS, _POLISH_FAMILIES),
    "african": Group(0.05, _AFRICAN_GIRLS, _AFRICAN_BOYS, _AFRICAN_FAMILIES),
    "european": Group(0.05, _EUROPEAN_GIRLS, _EUROPEAN_BOYS, _EUROPEAN_FAMILIES),
    "irish": Group(0.03, _IRISH_GIRLS, _IRISH_BOYS, _IRISH_FAMILIES),
}

ADULT_WOMEN = _words("""
    Sarah Donna Michelle Claire Lisa Nicola Emma Karen Joanne Louise Samantha Kelly Rachel Paula Tracey Amanda Helen
    Gemma Natalie Leanne Stacey Laura Rebecca Hayley Zoe Jade Amy Kirsty Danielle Carly Nasreen Shazia Rukhsana
    Farzana Samina Anjum Parveen Manjit Harjinder Priti Agnieszka Malgorzata Monika Anna Magdalena Ewa Ngozi Comfort
    Grace Faith Fadumo Hodan Maria Ana Elena Ioana Siobhan Mary Bernadette Geraldine
""")
ADULT_MEN = _words("""
    Paul David Andrew Mark Lee Darren Craig Wayne Gary Stephen James Daniel Christopher Matthew Michael Ryan Adam
    Scott Ian Simon Imran Tariq Zahid Shabir Rajesh Gurdeep Piotr Tomasz Krzysztof Marcin Emeka Kofi Abdi Stefan
    Ionut Declan
""")
SCHOOL_WORDS = _words("""
    Hazel Larch Marl Beck Copse Quarry Mill Lark Otter Heron Fallow Thistle Bracken Harbour Meadow Orchard Weaver
    Canal Foundry Beacon Furrow Willow Sorrel Teasel Badger Kestrel Plover Curlew Linnet Bilberry Rowan Alder Aspen
    Juniper
""")
SCHOOL_PLACES = _words("Bank Lane Green Hill Field Bridge Road Park Cross End Moor Brow Rise Vale Wood")
STREET_ENDINGS = _words("Road Street Lane Close Avenue Drive Gardens Terrace Way Court Crescent Grove")

# How names are heard: each pair is used in either direction.
HEARD_AS = (
    ("ph", "f"), ("ck", "k"), ("c", "k"), ("ie", "y"), ("y", "i"), ("ee", "ea"), ("ai", "ay"), ("ou", "oo"), ("s", "z"),
    ("th", "t"), ("gh", ""), ("kn", "n"), ("wr", "r"), ("mb", "m"), ("ll", "l"), ("nn", "n"), ("tt", "t"), ("ss", "s"),
    ("rr", "r"), ("mm", "m"), ("pp", "p"), ("dd", "d"), ("sh", "ch"), ("x", "ks"), ("qu", "kw"), ("q", "k"), ("v", "w"),
    ("au", "or"), ("ei", "ie"), ("er", "ar"), ("en", "an"), ("on", "en"), ("leigh", "ley"), ("ey", "y"), ("a", "e"),
    ("o", "u"), ("ah", "a"), ("e", ""), ("j", "g"), ("dge", "j"), ("tch", "ch"), ("sch", "sh"), ("cz", "ch"),
    ("ow", "ou"), ("aa", "a"), ("oo", "u"), ("ia", "ya"),
)  # fmt: skip
